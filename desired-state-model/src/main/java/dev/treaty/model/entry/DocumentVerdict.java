package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.SourceRange;

/** What a server says of one document of a file. */
public record DocumentVerdict(SourceRange range, Verdict verdict) {}
