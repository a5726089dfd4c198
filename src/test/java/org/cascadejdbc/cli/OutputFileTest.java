package org.cascadejdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    Path folder;

    @Test
    void whatIsThereStaysUnlessItIsToldToGo() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        refuses(new OutputFile("--html", file, false), "is there already; --force");
        assertThat(file).hasContent("mine");
        new OutputFile("--html", file, true).check();
        new OutputFile("--html", file, true).write("new");
        assertThat(file).hasContent("new");
        new OutputFile("--html", folder.resolve("other"), false).write("new");
        assertThat(folder.resolve("other")).hasContent("new");
    }

    @Test
    void nothingIsWrittenWhereALinkLeads() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nothing"));

        refuses(new OutputFile("--html", link, false), "is there already");
        refuses(new OutputFile("--html", dangling, false), "is there already");
        new OutputFile("--html", link, true).write("new");
        assertThat(target).hasContent("mine");
        assertThat(link).isRegularFile().hasContent("new");
    }

    @Test
    void aFolderIsNotTakenAway() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        refuses(new OutputFile("--html", empty, true), "is no file");
        assertThat(empty).isDirectory();
        assertThatThrownBy(() -> new OutputFile("--html", folder.resolve("no/file"), false).write("new"))
                .isInstanceOf(NotUsableException.class).hasMessageContaining("there is no folder");
        assertThatCode(() -> new OutputFile("--html", null, true).check()).doesNotThrowAnyException();
    }

    private static void refuses(OutputFile file, String words) {
        assertThatThrownBy(file::check).isInstanceOf(NotUsableException.class).hasMessageContaining(words);
        assertThatThrownBy(() -> file.write("new")).isInstanceOf(NotUsableException.class).hasMessageContaining(words);
    }
}
