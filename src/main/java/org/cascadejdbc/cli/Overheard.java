package org.cascadejdbc.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.cascadejdbc.text.Shown;

/** What others print by themselves, drivers and their loggers: line by line, without what is secret, and as it can be shown. */
final class Overheard extends OutputStream {
    private static final String FRAME = "\tat ";

    private final PrintWriter to;
    private final Secrets secrets;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private Overheard(PrintWriter to, Secrets secrets) {
        this.to = to;
        this.secrets = secrets;
    }

    static PrintStream on(PrintWriter to, Secrets secrets) {
        return new PrintStream(new Overheard(to, secrets), true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) {
        if (b == '\n') {
            tell();
        } else {
            line.write(b);
        }
    }

    private void tell() {
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        String frame = text.startsWith(FRAME) ? FRAME : "";
        to.println(frame + Shown.text(secrets.hide(text.substring(frame.length()))));
    }

    /** What has no end of a line yet is told, too. */
    @Override
    public void close() {
        if (line.size() > 0) {
            tell();
        }
    }
}
