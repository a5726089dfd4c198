package org.cascadejdbc.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;

/** The library as the tests use it. */
public final class Ours {
    private Ours() {}

    /** Over {@code delegate} with options, without relations. */
    public static DataSource over(DataSource delegate, Map<String, String> options) {
        var builder = CascadeDataSource.builder(delegate);
        options.forEach(builder::property);
        return builder.build();
    }

    /** With relations that the builder is told one by one. */
    public static DataSource withRelations(DataSource delegate, Map<String, String> options, List<Key> keys) {
        var builder = CascadeDataSource.builder(delegate);
        options.forEach(builder::property);
        for (Key key : keys) {
            builder.foreignKey(key.child().table(), key.child().columnNames())
                    .references(key.parent().table(), key.parent().columnNames())
                    .onDelete(key.rule());
        }
        return builder.build();
    }

    /** With relations from a file. */
    public static DataSource withRelationsFile(
            DataSource delegate, Map<String, String> options, List<String> statements) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "relations"));
            Path file = Files.createTempFile(directory, "relations", ".sql");
            Files.writeString(file, statements.stream().collect(Collectors.joining(";\n\n", "-- relations\n", ";\n")));
            var builder = CascadeDataSource.builder(delegate).relations(file.toString());
            options.forEach(builder::property);
            return builder.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
