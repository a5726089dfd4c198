package org.cascadejdbc.engine.freezing;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.physical.FrozenRows;

/** The temporary table in which it is written down which rows a cascade concerns, and what is read from it. */
public interface FrozenTable {
    /** As statements have it. */
    String name();

    /** What comes first, and stays whatever happens. */
    default Optional<FrozenRows.Preparation> preparation() {
        return Optional.empty();
    }

    /** What comes then. */
    FrozenRows.SetUp setUp();

    /** What writes down all rows that are concerned: the first has the parameters. */
    List<String> freezing();

    /** What finds the rows that go level by level, behind the first of {@link #freezing}: {@link FrozenRows#levels}. */
    default List<String> levels() {
        return List.of();
    }

    /** What takes all that away. */
    List<String> cleanUp();

    /** That query, so that it gives all rows, whatever the session is set to. */
    default String whole(String query) {
        return query;
    }

    /** The query that RETURNING is, over rows that are still there; empty where the DELETE has none. */
    default Optional<String> returned() {
        return Optional.empty();
    }

    /** A query for whether rows are still there that were to go, where a trigger can keep them without an error. */
    default Optional<String> kept() {
        return Optional.empty();
    }
}
