package org.cascadejdbc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cascadejdbc.execution.Settings;

/** Reads the files that {@code cascade.relations} names, as UTF-8. */
final class RelationsFile {
    private static final String CLASSPATH = "classpath:";
    private static final String FILE = "file:";

    private RelationsFile() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it cannot be read, with the option, the location and the reason
     */
    static Settings.Script read(String location) {
        try {
            byte[] bytes = location.startsWith(CLASSPATH)
                    ? resource(location.substring(CLASSPATH.length()))
                    : Files.readAllBytes(path(location));
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new Settings.Script(location, text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (NoSuchFileException e) {
            throw unreadable(location, "there is no such file: " + Path.of(e.getFile()).toAbsolutePath(), e);
        } catch (CharacterCodingException e) {
            throw unreadable(location, "it is not UTF-8", e);
        } catch (IOException | InvalidPathException e) {
            throw unreadable(location, e.toString(), e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        String relative = name.startsWith("/") ? name.substring(1) : name;
        for (ClassLoader loader : ClassLoaders.both()) {
            try (InputStream stream = loader.getResourceAsStream(relative)) {
                if (stream != null) {
                    return stream.readAllBytes();
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

    private static IllegalArgumentException unreadable(String location, String reason, Exception cause) {
        return new IllegalArgumentException(
                Option.RELATIONS.key() + ": " + location + " cannot be read: " + reason, cause);
    }
}
