package org.cascadejdbc;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cascadejdbc.inspect.suggest.Proposal;
import org.cascadejdbc.text.Json;
import org.cascadejdbc.text.Shown;

/**
 * A foreign key that a database seems to have without declaring it. Immutable.
 *
 * @param referencingTable the table whose rows seem to reference others, with its schema
 * @param columns its columns
 * @param referencedTable the table whose rows seem to be referenced, with its schema
 * @param referencedColumns its columns, unique together, each for the one of {@code columns} in the same place
 * @param confidence how sure it is
 * @param evidence what speaks for it and against it: names, types, indexes, rows. One sentence each; no row's value in it
 * @param sql the relation, ON DELETE NO ACTION
 */
public record Suggestion(
        String referencingTable,
        List<String> columns,
        String referencedTable,
        List<String> referencedColumns,
        Confidence confidence,
        List<String> evidence,
        String sql) {

    /** How sure a suggestion is, the surest first. */
    public enum Confidence {
        /** A name says table and key plainly, and every value that is there exists in the referenced table. */
        HIGH,
        /** One of the two: a plain name and no rows, or a name that says it less plainly, and every value exists. */
        MEDIUM,
        /** A vague name, or rows without a referenced row: a question more than an answer. Left out of the file's relations. */
        LOW,
        /** A name speaks for it, and types or rows against it: not suggested. */
        NONE
    }

    public Suggestion {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
        evidence = List.copyOf(evidence);
    }

    static Suggestion of(Proposal proposal) {
        return new Suggestion(
                proposal.key().referencing().toString(),
                proposal.key().columns(),
                proposal.key().referenced().toString(),
                proposal.key().referencedColumns(),
                Confidence.valueOf(proposal.confidence().name()),
                proposal.evidence().stream().map(Shown::text).toList(),
                proposal.sql());
    }

    /** As one JSON object, its names those of the record. */
    public String toJson() {
        return Json.of(asJson());
    }

    Map<String, Object> asJson() {
        return Json.object(
                "referencingTable", referencingTable,
                "columns", columns,
                "referencedTable", referencedTable,
                "referencedColumns", referencedColumns,
                "confidence", confidence.name(),
                "evidence", evidence,
                "sql", sql);
    }

    /** {@code shop.orders (customer_id) -> shop.customer (id)}, for people. */
    String path() {
        return Shown.text(referencingTable + " (" + String.join(", ", columns) + ") -> " + referencedTable + " ("
                + String.join(", ", referencedColumns) + ")");
    }

    /** The key and the evidence, over several lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(confidence == Confidence.NONE
                ? "not suggested"
                : confidence.name().toLowerCase(Locale.ROOT)).append(": ").append(path()).append('\n');
        evidence.forEach(sentence -> text.append("    ").append(Shown.text(sentence)).append('\n'));
        return text.toString();
    }
}
