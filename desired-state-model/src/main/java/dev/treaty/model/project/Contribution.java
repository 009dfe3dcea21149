package dev.treaty.model.project;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.Entry;

/** What one document of one file says of an entry; several may make up one entry. */
record Contribution(Entry entry, SourceRange range) {}
