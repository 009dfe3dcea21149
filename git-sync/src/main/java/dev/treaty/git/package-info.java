/**
 * A Git remote to commits to immutable source trees, by Git's objects alone: nothing is ever
 * checked out, no link is followed, no user or system configuration is read.
 *
 * <p>Front doors: {@link dev.treaty.git.GitSync}, one step of following a branch; {@link
 * dev.treaty.git.WorkTreeReader}, a folder as it is. Must not know what the files mean. JGit stays
 * in this package.
 */
@NullMarked
package dev.treaty.git;

import org.jspecify.annotations.NullMarked;
