package org.cascadejdbc.run;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cascadejdbc.physical.Witness;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.text.Shown;

/**
 * Carries a DELETE out that calls functions which may write while its rows go, on PostgreSQL: as usual, but where they have
 * written to tables of its cascade, all is undone and refused. A child that such a function inserts is natively deleted with
 * the others, or refused; our statement does not see it, and it would stay. Used once.
 */
final class WitnessedRun {
    private static final String SAVEPOINT = "SAVEPOINT cascade_jdbc_witnessed";
    private static final String UNDO = "ROLLBACK TO SAVEPOINT cascade_jdbc_witnessed";

    private final StatementSender sender;
    private final OwnScope scope;
    private final Witness witness;

    WitnessedRun(StatementSender sender, OwnScope scope, Witness witness) {
        this.sender = sender;
        this.scope = scope;
        this.witness = witness;
    }

    Outcome run(OwnScope.Work deleting) throws SQLException {
        return scope.run(() -> {
            Map<Long, Long> before = writes();
            sender.update(SAVEPOINT);
            Outcome outcome;
            try {
                outcome = deleting.run();
            } catch (SQLException e) {
                refuseIfWritten(before, e);
                throw e;
            }
            List<TableName> written = written(before);
            if (!written.isEmpty()) {
                throw refusal(written);
            }
            return outcome;
        });
    }

    /** A key of the database may have refused what a function wrote before we see it; what it says of others is not so then. */
    private void refuseIfWritten(Map<Long, Long> before, SQLException failure) throws SQLException {
        List<TableName> written = List.of();
        sender.undoing(true);
        try {
            if (!OwnScope.isOfItsResult(failure)) { // else all is done
                sender.update(UNDO);
            }
            written = written(before);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        } finally {
            sender.undoing(false);
        }
        if (!written.isEmpty()) {
            SQLException refusal = refusal(written);
            refusal.initCause(failure);
            throw refusal;
        }
    }

    private List<TableName> written(Map<Long, Long> before) throws SQLException {
        return writes().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(entry -> witness.tables().get(entry.getKey()))
                .toList();
    }

    private Map<Long, Long> writes() throws SQLException {
        return sender.query(witness.writes(), null, rows -> {
            Map<Long, Long> writes = new HashMap<>();
            while (rows.next()) {
                writes.put(rows.getLong(1), rows.getBigDecimal(2).movePointRight(6).longValue());
            }
            return writes;
        });
    }

    private static SQLException refusal(List<TableName> written) {
        String tables = written.stream().map(TableName::toString).sorted().collect(Collectors.joining(", "));
        return new SQLFeatureNotSupportedException(Shown.text("the DELETE is not carried out: a function that the statement calls has written"
                + " rows of " + tables + ", which may reference rows that it deletes, and which its cascade, as a part of the same"
                + " statement, does not see; call that function in a statement before, in the same transaction, or in the WHERE of"
                + " a DELETE of its own, without MERGE, WITH and RETURNING; nothing was deleted, and nothing of what the function"
                + " did is kept"), "0A000");
    }
}
