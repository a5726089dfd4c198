package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cascadejdbc.plan.Strategy;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.text.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an engine tells once, of the first catalog that it reads: how many keys there are, and whose they are. */
final class StartLine {
    private static final Logger LOG = LoggerFactory.getLogger("org.cascadejdbc");

    private StartLine() {}

    static void log(Connection connection, Catalog catalog) throws SQLException {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}: {}", Shown.text(connection.getMetaData().getDatabaseProductName()),
                    Shown.text(text(catalog.graph(), catalog.settings(), catalog.whyResting())));
        }
    }

    static String text(KeyGraph graph, Settings settings, String whyResting) {
        return keys(graph.keys(), settings.strategy(), whyResting) + "; relations: " + relations(settings);
    }

    private static String keys(List<ForeignKey> keys, Strategy strategy, String whyResting) {
        if (keys.isEmpty()) {
            return "no foreign keys";
        }
        long schemas = keys.stream()
                .flatMap(key -> Stream.of(key.referencing(), key.referenced()))
                .map(TableName::schema)
                .distinct()
                .count();
        long natively = keys.stream().filter(strategy::leavesToDatabase).count();
        long resting = keys.stream().filter(strategy::letsRest).count();
        long unenforced = keys.stream().filter(key -> !key.watched()).count();
        return number(keys.size(), "foreign key") + " in " + number(schemas, "schema") + ": " + natively
                + " carried out by the database, " + (keys.size() - natively - resting)
                + (strategy == Strategy.NATIVE ? " by nobody (cascade.strategy=native)" : " by cascade-jdbc") + ", "
                + (resting == 0 ? "" : resting + " by nobody, because " + whyResting + ", ")
                + (unenforced == 0 ? "all" : unenforced + " not") + " enforced by the database";
    }

    private static String relations(Settings settings) {
        List<String> sources = new ArrayList<>();
        settings.scripts().forEach(script -> sources.add(script.location()));
        if (!settings.relations().isEmpty()) {
            sources.add(settings.relations().size() + " in code");
        }
        return sources.isEmpty() ? "none" : String.join(", ", sources);
    }

    private static String number(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
