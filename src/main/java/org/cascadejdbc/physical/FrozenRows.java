package org.cascadejdbc.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How it is written down which rows a cascade concerns.
 *
 * @param preparation what makes the place for them, where it stays on the connection
 * @param setUp what comes before each cascade
 * @param freeze takes the user's parameters and writes rows down; an update count of 0 means that there are none, and that
 *     all that follows but {@code cleanUp} is to be left out
 * @param levels each finds, by one key, the rows that go since they reference what was found on the level before; with two
 *     parameters, the number of its level and that of the one before. Executed level by level until none finds a row
 * @param more writes down what else is concerned, by what {@code freeze} has written down; without parameters
 * @param cleanUp removes what was written down, after a failure too
 */
public record FrozenRows(
        Optional<Preparation> preparation, SetUp setUp, String freeze, List<String> levels, List<String> more,
        List<String> cleanUp) {
    public FrozenRows {
        levels = List.copyOf(levels);
        more = List.copyOf(more);
        cleanUp = List.copyOf(cleanUp);
    }

    /** Up to where all that is concerned is written down. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        preparation.ifPresent(made -> statements.addAll(List.of(made.question(), made.sql())));
        statements.addAll(setUp.statements());
        statements.add(freeze);
        statements.addAll(levels);
        statements.addAll(more);
        return statements;
    }

    /**
     * Without parameters; writes no row of the user's.
     *
     * @param shows whether they give a result for each table that is concerned, its definition by its name, which tells
     *     the engine whether it is a temporary one's
     */
    public record SetUp(List<String> statements, boolean shows) {
        public SetUp {
            statements = List.copyOf(statements);
        }
    }

    /**
     * Before a transaction is begun, so that undoing that does not take it away.
     *
     * @param question a query for what there is of it: a name, and whether it is ours
     * @param sql makes it, if there is nothing
     */
    public record Preparation(String question, String sql) {}
}
