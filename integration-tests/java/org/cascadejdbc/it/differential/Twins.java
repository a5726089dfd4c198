package org.cascadejdbc.it.differential;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Delete;
import org.cascadejdbc.it.support.Outcome;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.Trial;

/** What the databases themselves do with native keys, found out once per scenario. */
final class Twins {
    private record Question(Scenario scenario, Delete delete, Database database) {}

    private static final Map<Question, Map<Trial, Outcome>> ANSWERS = new HashMap<>();

    private Twins() {}

    static synchronized Outcome outcome(Scenario scenario, Delete delete, Database database, Trial trial)
            throws SQLException {
        if (!ANSWERS.containsKey(new Question(scenario, delete, database))) {
            ask(scenario, database);
        }
        return ANSWERS.get(new Question(scenario, delete, database)).get(trial);
    }

    private static void ask(Scenario scenario, Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.AS_WANTED);
            try (Connection connection = space.enforcing().getConnection()) {
                for (Delete delete : scenario.deletes()) {
                    Map<Trial, Outcome> outcomes = new EnumMap<>(Trial.class);
                    for (Trial trial : Trial.values()) {
                        Outcome outcome = trial.run(schema, connection, delete);
                        if (outcome.failure() != null && !outcome.content().equals(schema.initial())) {
                            throw new AssertionError("a failed native DELETE changed rows: " + delete);
                        }
                        outcomes.put(trial, outcome);
                    }
                    ANSWERS.put(new Question(scenario, delete, database), outcomes);
                }
            }
        }
    }
}
