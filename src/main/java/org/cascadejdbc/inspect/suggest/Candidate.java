package org.cascadejdbc.inspect.suggest;

import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/**
 * A key that names speak for, before anybody has looked at a row. Immutable.
 *
 * @param key that deletes nothing and sets nothing: NO ACTION
 * @param most how sure it is if the data confirm it; NONE if the types already refute it
 * @param evidence what speaks for it, and against, in sentences
 */
public record Candidate(ForeignKey key, Confidence most, List<String> evidence) {
    public Candidate {
        evidence = List.copyOf(evidence);
    }

    static Candidate of(
            Table table, List<String> columns, Table referenced, List<String> referencedColumns, Confidence most, String names) {
        String name = table.name().name() + "(" + String.join(", ", columns) + ")";
        ForeignKey key =
                ForeignKey.pairing(name, table.name(), columns, referenced.name(), referencedColumns).build();
        return new Candidate(key, most, List.of(names));
    }

    Candidate with(Confidence newMost, String... sentences) {
        List<String> all = new ArrayList<>(evidence);
        all.addAll(List.of(sentences));
        return new Candidate(key, newMost, all);
    }
}
