package org.cascadejdbc.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that a command makes. One that is there stays as it is, unless it is told to go; then it is taken away and made anew, so
 * that nothing is written where a link leads to.
 *
 * @param option which option names it
 * @param file where, or {@code null} if none is to be made
 * @param force whether it takes the place of one that is there
 */
record OutputFile(String option, Path file, boolean force) {
    /** Before anything is done for it. */
    void check() {
        if (file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !(force && isReplaceable())) {
            throw isThere();
        }
    }

    void write(String text) {
        try {
            if (force && isReplaceable()) {
                Files.delete(file);
            }
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw isThere();
        } catch (NoSuchFileException e) {
            throw new NotUsableException(option + ": there is no folder for " + file.toAbsolutePath() + "; make it first");
        } catch (IOException e) {
            throw new NotUsableException(option + ": " + file.toAbsolutePath() + " cannot be written: " + e);
        }
    }

    /** No folder, and no device. */
    private boolean isReplaceable() {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file);
    }

    private NotUsableException isThere() {
        return new NotUsableException(option + ": " + file + " is there already"
                + (force ? ", and is no file" : "; --force takes it away"));
    }
}
