package org.cascadejdbc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.run.Script;
import org.cascadejdbc.run.Scripts;
import org.cascadejdbc.text.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files that {@code cascade.relations} names, as UTF-8. Their locations may come from a stranger, in a URL: of such
 * a one nothing is told but that it cannot be used, all of them together are bounded, and what may have no end is not opened.
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
    /** For all that one URL names: what reads them takes a multiple of it, and strangers have many connections. */
    private static final int LARGEST_OF_URL = 4 << 20;
    private static final int MOST_OF_URL = 64;
    /** What stands for bytes that are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private final Scripts scripts;

    private RelationsFile(Scripts scripts) {
        this.scripts = scripts;
    }

    /**
     * Reads them.
     *
     * @param fromUrl whether a URL names them: then the scripts tell what cannot be used
     * @param scripts where they are kept
     * @throws IllegalArgumentException if one that the application names cannot be read, with the option and the location; or
     *     if a URL names too many
     */
    static List<Script> readAll(List<String> locations, boolean fromUrl, Scripts scripts) {
        return new RelationsFile(scripts).readAll(locations, fromUrl);
    }

    private List<Script> readAll(List<String> locations, boolean fromUrl) {
        if (!fromUrl) {
            return locations.stream().map(this::read).toList();
        }
        if (locations.size() > MOST_OF_URL) {
            throw new IllegalArgumentException(Option.RELATIONS.key() + ": a URL may name " + MOST_OF_URL + " locations at most,"
                    + " not " + locations.size() + "; let the application set the option");
        }
        List<Script> read = new ArrayList<>();
        int left = LARGEST_OF_URL;
        for (String location : locations) {
            String text = ofUrl(location, left);
            left -= text == null ? 0 : text.length();
            read.add(scripts.ofUrl(location, text, refusal(location)));
        }
        return read;
    }

    private Script read(String location) {
        try {
            return scripts.of(location, text(location, LARGEST, true));
        } catch (IOException | InvalidPathException e) {
            debug(location, e);
            throw new IllegalArgumentException(Option.RELATIONS.key() + ": " + Shown.text(location) + " cannot be read; it must be a "
                    + "regular file, or a resource on the class path, that is there, in UTF-8 and of at most 16 MiB "
                    + "(the logger org.cascadejdbc tells more at DEBUG)");
        }
    }

    /** {@code null} if a URL may not name it, or it cannot be read. */
    private String ofUrl(String location, int most) {
        try {
            if (!mayBeOfUrl(location)) {
                throw new IOException("not where a URL may find it, or not there");
            }
            return text(location, most, false);
        } catch (IOException | InvalidPathException e) {
            debug(location, e);
            return null;
        }
    }

    private static void debug(String location, Exception e) {
        LOG.debug("{}: {} cannot be read: {}", Option.RELATIONS.key(), Shown.text(location), Shown.text(e));
    }

    /** The same whatever is wrong with it. */
    private static String refusal(String location) {
        String allowed = System.getProperty(FROM_URL);
        return Option.RELATIONS.key() + ": " + Shown.text(location) + ", which the URL names, cannot be used; it must be a regular "
                + "file, or a resource on the class path, that is there"
                + (allowed == null ? "" : " and may be named by a URL (system property " + FROM_URL + ")")
                + ", in UTF-8, with all others of at most 4 MiB, and declare foreign keys without a mistake (the logger "
                + "org.cascadejdbc tells more at DEBUG, and so does an error where the application sets the option)";
    }

    private static boolean mayBeOfUrl(String location) throws IOException {
        String allowed = System.getProperty(FROM_URL);
        return allowed == null || location.startsWith(CLASSPATH)
                || (!allowed.equals("classpath") && isBelow(Path.of(allowed), path(location)));
    }

    /** By what the file system makes of both, links followed. */
    private static boolean isBelow(Path directory, Path path) throws IOException {
        return path.toRealPath().startsWith(directory.toRealPath());
    }

    /** Decoded without a copy more than there must be. */
    private String text(String location, int most, boolean ofUnknownSize) throws IOException {
        if (location.startsWith(CLASSPATH)) {
            return resource(location.substring(CLASSPATH.length()), most);
        }
        Path path = path(location);
        if (!Files.isRegularFile(path)) {
            throw new IOException("no regular file"); // a device or a pipe may have no end
        }
        long size = Files.size(path);
        if (size == 0 && !ofUnknownSize) {
            // What the kernel makes up as it is read, in /proc, says so, too, and may never have anything.
            throw new IOException("empty, or of unknown size");
        }
        if (size > most) {
            throw larger(most);
        }
        try (InputStream stream = Files.newInputStream(path)) {
            return text(stream, most);
        }
    }

    private String resource(String name, int most) throws IOException {
        String relative = name.startsWith("/") ? name.substring(1) : name;
        for (ClassLoader loader : ClassLoaders.both()) {
            try (InputStream stream = loader.getResourceAsStream(relative)) {
                if (stream != null) {
                    return text(stream, most);
                }
            }
        }
        throw new IOException("there is no such resource on the class path");
    }

    private String text(InputStream stream, int most) throws IOException {
        byte[] start = stream.readNBytes(Scripts.LARGE + 1);
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(start), stream);
        return scripts.alone(start.length, () -> decoded(all, most));
    }

    private static String decoded(InputStream stream, int most) throws IOException {
        byte[] bytes = stream.readNBytes(most + 1);
        if (bytes.length > most) {
            throw larger(most);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)); // it may be a character of the file
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static IOException larger(int most) {
        return new IOException("larger than " + most + " bytes");
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
