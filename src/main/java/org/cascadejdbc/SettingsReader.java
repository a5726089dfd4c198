package org.cascadejdbc;

import java.sql.SQLException;
import java.util.List;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.plan.Strategy;
import org.cascadejdbc.run.Script;
import org.cascadejdbc.run.Scripts;
import org.cascadejdbc.run.Settings;
import org.cascadejdbc.run.Support;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.TablePattern;
import org.cascadejdbc.sql.ForeignKeyDeclaration;
import org.cascadejdbc.text.Shown;

/** From the options to the form that the execution needs. */
final class SettingsReader {
    private SettingsReader() {}

    /** Reads the relations files, too; what is wrong is an IllegalArgumentException, or in the {@link Script} where a URL names it. */
    static Settings read(GivenOptions given, List<ForeignKeyDeclaration> relations, Scripts scripts) {
        CascadeOptions options = given.options();
        return new Settings(
                RelationsFile.readAll(given.options().relations(), given.relationsFromUrl(), scripts),
                relations,
                strategy(options.strategy()),
                noAction(options.noAction()),
                options.sqliteForeignKeys().equals("on"),
                limits(options),
                options.protect().stream().map(TablePattern::new).toList(),
                options.trustedOwners(),
                new Support(options.engine().orElse(null), options.unsupported().equals("pass")),
                options.unrecognized().equals("pass"));
    }

    private static Limits limits(CascadeOptions options) {
        return new Limits(
                options.maxRows(),
                options.maxRowsPerTable().entrySet().stream()
                        .map(entry -> new Limits.OfTable(new TablePattern(entry.getKey()), entry.getValue()))
                        .toList());
    }

    /** What is wrong with the options, for a caller who expects SQLExceptions. */
    static SQLException invalid(IllegalArgumentException e) {
        return new SQLException(Shown.text(e.getMessage()), "22023", e);
    }

    private static Strategy strategy(String value) {
        return switch (value) {
            case "native" -> Strategy.NATIVE;
            case "emulate" -> Strategy.EMULATE;
            default -> Strategy.AUTO;
        };
    }

    private static ReferentialAction noAction(String value) {
        return switch (value) {
            case "cascade" -> ReferentialAction.CASCADE;
            case "setNull" -> ReferentialAction.SET_NULL;
            default -> ReferentialAction.NO_ACTION;
        };
    }
}
