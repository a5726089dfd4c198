package org.cascadejdbc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.cascadejdbc.execution.Settings;
import org.cascadejdbc.text.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files that {@code cascade.relations} names, as UTF-8. Their locations may come from a stranger, in a URL: so no
 * error tells whether a file is there, nor a word of it. The logger {@code org.cascadejdbc} tells the reason at DEBUG.
 */
final class RelationsFile {
    /**
     * The system property that bounds what a URL may name: {@code classpath} for {@code classpath:} locations alone, or a
     * directory, for those and for files below it. Without it a URL may name any file.
     */
    static final String FROM_URL = "cascade.relationsFromUrl";

    private static final Logger LOG = LoggerFactory.getLogger("org.cascadejdbc");
    private static final String CLASSPATH = "classpath:";
    private static final String FILE = "file:";
    /** Far more than any schema, and no more than a small heap holds. */
    private static final int LARGEST = 16 << 20;

    private RelationsFile() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it cannot be read, with the option and the location
     */
    static Settings.Script read(String location) {
        try {
            byte[] bytes = location.startsWith(CLASSPATH)
                    ? resource(location.substring(CLASSPATH.length()))
                    : file(path(location));
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new Settings.Script(location, text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (IOException | InvalidPathException e) {
            LOG.debug("{}: {} cannot be read: {}", Option.RELATIONS.key(), Shown.text(location), Shown.text(e));
            throw new IllegalArgumentException(Option.RELATIONS.key() + ": " + Shown.text(location) + " cannot be read; it must be a "
                    + "regular file, or a resource on the class path, that is there, in UTF-8 and of at most 16 MiB "
                    + "(the logger org.cascadejdbc tells more at DEBUG)");
        }
    }

    /**
     * Makes sure that a URL may name that location.
     *
     * @throws IllegalArgumentException if {@link #FROM_URL} does not let it
     */
    static void checkFromUrl(String location) {
        String allowed = System.getProperty(FROM_URL);
        if (allowed == null || location.startsWith(CLASSPATH) || isBelow(allowed, location)) {
            return;
        }
        throw new IllegalArgumentException(Option.RELATIONS.key() + ": " + Shown.text(location) + " may not be named by a URL here "
                + "(system property " + FROM_URL + "); name a resource by classpath:, or let the application set the option");
    }

    /** By what the file system makes of both, links followed; what is not there is not below. */
    private static boolean isBelow(String directory, String location) {
        try {
            return !directory.equals("classpath")
                    && path(location).toRealPath().startsWith(Path.of(directory).toRealPath());
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /** No device and no pipe, which may have no end. */
    private static byte[] file(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException("no regular file");
        }
        try (InputStream stream = Files.newInputStream(path)) {
            return bounded(stream);
        }
    }

    private static byte[] bounded(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException("larger than " + LARGEST + " bytes");
        }
        return bytes;
    }

    private static byte[] resource(String name) throws IOException {
        String relative = name.startsWith("/") ? name.substring(1) : name;
        for (ClassLoader loader : ClassLoaders.both()) {
            try (InputStream stream = loader.getResourceAsStream(relative)) {
                if (stream != null) {
                    return bounded(stream);
                }
            }
        }
        throw new IOException("there is no such resource on the class path");
    }

    /** After {@code file:} a URL with its escapes is meant if it is one, else a path. */
    private static Path path(String location) {
        if (!location.startsWith(FILE)) {
            return Path.of(location);
        }
        String rest = location.substring(FILE.length());
        if (rest.startsWith("/")) {
            try {
                return Path.of(URI.create(location));
            } catch (IllegalArgumentException notUrl) {
                return Path.of(rest);
            }
        }
        return Path.of(rest);
    }
}
