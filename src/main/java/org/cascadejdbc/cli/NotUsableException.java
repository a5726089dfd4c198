package org.cascadejdbc.cli;

/** What was asked for cannot be done as it was said; the message says how to say it. */
final class NotUsableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotUsableException(String message) {
        super(message);
    }
}
