package dev.treaty.agent.http;

/** What a handler gives back: a response now, a query that may have to wait, or a stream. */
public sealed interface Answer permits ApiResponse, BlockingQuery, LongPoll, LiveStream {}
