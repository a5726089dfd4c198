package org.cascadejdbc.it.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.cascadejdbc.ForeignKeyInfo;

/** The graph page as the packaged command line writes it: the library's jar, on which the tests run, has nothing of it. */
final class PackagedPage {
    private PackagedPage() {}

    static String of(String title, List<ForeignKeyInfo> keys, Collection<String> tables) {
        try {
            URL jar = Path.of(System.getProperty("cascade.cli.jar")).toUri().toURL();
            try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, PackagedPage.class.getClassLoader())) {
                return (String) loader.loadClass("org.cascadejdbc.cli.graph.SchemaPage")
                        .getMethod("of", String.class, List.class, Collection.class)
                        .invoke(null, title, keys, tables);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
