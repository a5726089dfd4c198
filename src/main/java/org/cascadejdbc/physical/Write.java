package org.cascadejdbc.physical;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * A statement that writes rows.
 *
 * @param deletes the table whose rows it deletes, or {@code null}
 * @param updates the key whose SET NULL or SET DEFAULT it is, or {@code null}
 */
public record Write(String sql, Counts counts, TableName deletes, ForeignKey updates) {
    /** For whom its update count is. */
    public enum Counts {
        /** It is the DELETE's, or part of it. */
        FOR_THE_DELETE,
        /** It is the cascade's. */
        FOR_THE_CASCADE,
        /** Doomed rows let go of each other, which no native key would do. */
        FOR_NOBODY
    }

    public static Write deleting(Table table, String sql, boolean target) {
        return new Write(sql, target ? Counts.FOR_THE_DELETE : Counts.FOR_THE_CASCADE, table.name(), null);
    }

    public static Write updating(ForeignKey key, String sql) {
        return new Write(sql, Counts.FOR_THE_CASCADE, null, key);
    }

    public static Write detaching(String sql) {
        return new Write(sql, Counts.FOR_NOBODY, null, null);
    }

    static Optional<String> deleting(List<Write> writes, TableName table) {
        return writes.stream().filter(write -> table.equals(write.deletes)).map(Write::sql).findFirst();
    }

    static Optional<String> updating(List<Write> writes, ForeignKey key) {
        return writes.stream().filter(write -> key.equals(write.updates)).map(Write::sql).findFirst();
    }
}
