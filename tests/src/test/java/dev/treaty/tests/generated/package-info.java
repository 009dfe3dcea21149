/** Entries made from the declarations of their kinds, and what servers say of them. */
package dev.treaty.tests.generated;
