package org.cascadejdbc.engine.freezing;

import java.util.Collection;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/** Two columns that a key compares. */
public record KeyPair(ForeignKey key, Column referencing, Column referenced) {
    /** Those by which statements of a plan find rows. */
    public static Stream<KeyPair> of(FreezingTask task) {
        CascadePlan plan = task.plan();
        return Stream.of(plan.cascades(), plan.updates(), plan.checks())
                .flatMap(Collection::stream)
                .flatMap(key -> of(task, key));
    }

    private static Stream<KeyPair> of(FreezingTask task, ForeignKey key) {
        Table referencing = task.graph().table(key.referencing());
        Table referenced = task.graph().table(key.referenced());
        return IntStream.range(0, key.columns().size())
                .filter(i -> referencing.column(key.columns().get(i)).isPresent())
                .filter(i -> referenced.column(key.referencedColumns().get(i)).isPresent())
                .mapToObj(i -> new KeyPair(
                        key,
                        referencing.column(key.columns().get(i)).orElseThrow(),
                        referenced.column(key.referencedColumns().get(i)).orElseThrow()));
    }
}
