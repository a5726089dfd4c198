package org.cascadejdbc.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cascadejdbc.physical.DeletePerTable;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.JoinedDelete;
import org.cascadejdbc.physical.OneStatement;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.Write;

/** A physical plan for people: its statements, each under what it is for, and its refusals. */
public final class PlanText {
    private PlanText() {}

    public static String of(PhysicalPlan plan) {
        return statements(plan) + plan.refusals().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(refusal -> "-- " + refusal.getKey() + ": " + refusal.getValue().message() + "\n")
                .collect(Collectors.joining());
    }

    /** Each under what it is for. */
    private static String statements(PhysicalPlan plan) {
        if (plan instanceof OneStatement one) {
            return statement(one.givesResult() ? "RESULT" : "CASCADE", one.sql());
        }
        if (plan instanceof JoinedDelete joined) {
            return statement("DELETE_ALL", joined.sql()) + (joined.count() == null ? "" : statement("COUNT", joined.count()));
        }
        if (plan instanceof DeletePerTable deletes) {
            return writes(deletes.writes());
        }
        FreezeThenAct freezing = (FreezeThenAct) plan;
        FrozenRows rows = freezing.rows();
        return rows.preparation()
                        .map(preparation -> statement("PREPARED", preparation.question()) + statement("PREPARE", preparation.sql()))
                        .orElse("")
                + statements(rows.setUp().shows() ? "SETUP_SHOWING" : "SETUP", rows.setUp().statements())
                + statement("FREEZE", rows.freeze())
                + statements("FREEZE_MORE", rows.more())
                + statements("INSPECT", freezing.inspections().queries())
                + writes(freezing.writes())
                + (freezing.kept() == null ? "" : statement("KEPT", freezing.kept()))
                + statements("CLEANUP", rows.cleanUp());
    }

    private static String writes(List<Write> writes) {
        return writes.stream()
                .map(write -> statement(
                        switch (write.counts()) {
                            case FOR_THE_DELETE -> "TARGET";
                            case FOR_THE_CASCADE -> "WRITE";
                            case FOR_NOBODY -> "DETACH";
                        },
                        write.sql()))
                .collect(Collectors.joining());
    }

    private static String statements(String use, List<String> statements) {
        return statements.stream().map(sql -> statement(use, sql)).collect(Collectors.joining());
    }

    private static String statement(String use, String sql) {
        return "-- " + use + "\n" + sql + ";\n";
    }
}
