package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.plan.Strategy;
import org.cascadejdbc.run.Script;
import org.cascadejdbc.run.Scripts;
import org.cascadejdbc.run.Settings;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.TablePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CascadeOptionsTest {
    @Test
    void theDefaultsAreThoseOfTheContract() {
        CascadeOptions options = CascadeOptions.of(Map.of());

        assertThat(options).isEqualTo(CascadeOptions.defaults());
        assertThat(options.relations()).isEmpty();
        assertThat(options.strategy()).isEqualTo("auto");
        assertThat(options.noAction()).isEqualTo("keep");
        assertThat(options.sqliteForeignKeys()).isEqualTo("on");
        assertThat(options.maxRows()).isZero();
        assertThat(options.maxRowsPerTable()).isEmpty();
        assertThat(options.protect()).isEmpty();
        assertThat(options.unrecognized()).isEqualTo("refuse");
        assertThat(options.driver()).isEmpty();
        assertThat(SettingsReader.read(new GivenOptions(Map.of(), Map.of()), List.of(), new Scripts())).isEqualTo(Settings.DEFAULTS);
    }

    @Test
    void everyOptionReachesTheSettings(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("ä b.sql"), "\uFEFF-- ä");
        String locations = file + ", " + file.toUri() + ",file:" + file;
        Settings settings = SettingsReader.read(
                new GivenOptions(Map.of(), Map.of(
                        "cascade.relations", locations,
                        "cascade.strategy", "EMULATE",
                        "cascade.noAction", "setnull",
                        "cascade.sqliteForeignKeys", "keep",
                        "cascade.maxRows", "5",
                        "cascade.maxRowsPerTable", "item:3, audit_*:7,item:2",
                        "cascade.protect", "invoice, audit_*",
                        "cascade.unrecognized", "pass")),
                List.of(), new Scripts());

        assertThat(settings.scripts()).extracting(Script::text).containsExactly("-- ä", "-- ä", "-- ä");
        assertThat(settings.strategy()).isEqualTo(Strategy.EMULATE);
        assertThat(settings.noAction()).isEqualTo(ReferentialAction.SET_NULL);
        assertThat(settings.switchSqliteForeignKeysOn()).isFalse();
        assertThat(settings.limits()).isEqualTo(new Limits(5, List.of(
                new Limits.OfTable(new TablePattern("item"), 2), new Limits.OfTable(new TablePattern("audit_*"), 7))));
        assertThat(settings.protectedTables()).containsExactly(new TablePattern("invoice"), new TablePattern("audit_*"));
        assertThat(settings.passUnrecognized()).isTrue();
    }

    @Test
    void anUnknownKeyIsAnErrorThatListsTheKnownOnes() {
        assertThatThrownBy(() -> CascadeOptions.of(Map.of("cascade.maxrows", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "cascade.maxrows",
                        "cascade.relations",
                        "cascade.strategy",
                        "cascade.noAction",
                        "cascade.sqliteForeignKeys",
                        "cascade.maxRows",
                        "cascade.unrecognized",
                        "cascade.driver");
    }

    @ParameterizedTest
    @CsvSource({
        "cascade.strategy, fast, 'auto, native, emulate'",
        "cascade.noAction, restrict, 'keep, cascade, setNull'",
        "cascade.sqliteForeignKeys, off, 'on, keep'",
        "cascade.maxRows, -1, 'a number from 0'",
        "cascade.maxRows, many, 'a number from 0'",
        "cascade.maxRowsPerTable, item:-1, 'a number from 0 (none)'",
        "cascade.unrecognized, '', 'refuse, pass'",
        "cascade.driver, '', 'a value'"
    })
    void aBadValueIsAnErrorThatListsTheAllowedOnes(String key, String value, String allowed) {
        assertThatThrownBy(() -> CascadeOptions.of(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(key + "=" + value, allowed);
    }
}
