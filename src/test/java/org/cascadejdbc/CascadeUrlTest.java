package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CascadeUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://h/db?cascade.maxRows=5 | postgresql://h/db | {cascade.maxRows=5}",
                "mysql://h:1,i/d?a=1&cascade.maxRows=5&b=2 | mysql://h:1,i/d?a=1&b=2 | {cascade.maxRows=5}",
                "postgresql://h/db?cascade.maxRows=5&a=1 | postgresql://h/db?a=1 | {cascade.maxRows=5}",
                "postgresql://h/db?a=1&cascade.maxRows=5 | postgresql://h/db?a=1 | {cascade.maxRows=5}",
                "mysql://h/?cascade.x=1&cascade.y=2&a=1&cascade.z=3&b=2 | mysql://h/?a=1&b=2"
                        + "| {cascade.x=1, cascade.y=2, cascade.z=3}",
                "postgresql:db?currentSchema=a%2Cb | postgresql:db?currentSchema=a%2Cb | {}",
                "mysql://u:p@h/db?cascade.relations=a%20b.sql,c%2Bd+e.sql&x=y | mysql://u:p@h/db?x=y"
                        + "| {cascade.relations=a b.sql,c+d+e.sql}",
                "mysql:loadbalance://h,i/?cascade.strategy=native | mysql:loadbalance://h,i/ | {cascade.strategy=native}",
                "sqlite:file.db?cascade.maxRows=5 | sqlite:file.db | {cascade.maxRows=5}",
                "sqlite::memory: | sqlite::memory: | {}",
                "sqlite::memory:?cascade.strategy=emulate | sqlite::memory: | {cascade.strategy=emulate}",
                "sqlite:file:m?mode=memory&cascade.noAction=keep | sqlite:file:m?mode=memory | {cascade.noAction=keep}",
                "h2:mem:x;A=b;cascade.maxRows=5;DELAY=-1 | h2:mem:x;A=b;DELAY=-1 | {cascade.maxRows=5}",
                "sqlserver://h;cascade.relations=a.sql | sqlserver://h | {cascade.relations=a.sql}",
                "sqlite:my.cascade.db | sqlite:my.cascade.db | {}",
                "sqlite:a.db?Cascade.MaxRows=5 | sqlite:a.db | {Cascade.MaxRows=5}",
                "sqlite:a.db?cascade.maxRows | sqlite:a.db | {cascade.maxRows=}",
                "otel:cascade:sqlite:a.db | otel:cascade:sqlite:a.db | {}"
            })
    void optionsAreTakenOut(String url, String delegate, String options) {
        CascadeUrl parsed = CascadeUrl.parse("jdbc:cascade:" + url);

        assertThat(parsed.delegate()).isEqualTo("jdbc:" + delegate);
        assertThat(parsed.options()).hasToString(options);
        assertThat(CascadeUrl.parse("jdbc:" + url)).isEqualTo(parsed);
    }

    @Test
    void twiceOrBadlyEscapedIsAnError() {
        assertThatThrownBy(() -> CascadeUrl.parse("jdbc:cascade:sqlite:a?cascade.maxRows=1&cascade.maxRows=2"))
                .hasMessageContaining("cascade.maxRows is given twice");
        assertThatThrownBy(() -> CascadeUrl.parse("jdbc:cascade:sqlite:a?cascade.relations=%zz"))
                .hasMessageContaining("cascade.relations is badly escaped");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://u:secret@host/db?password=secret",
                "jdbc:mysql://u:se?secret@host/db",
                "jdbc:mysql://u:secret?more=secret@host/db",
                "jdbc:oracle:thin:scott/secret@//host:1521/db",
                "jdbc:sqlserver://host;password=secret",
                "jdbc:postgresql://host/db?password=a@secret",
                "jdbc:mysql://(host=h,user=u,password=secret)/db",
                "jdbc:mysql://address=(host=h)(port=1)(user=u)(password=secret)/db",
                "jdbc:mysql://u:secret@(host=h,port=1)/db",
                "jdbc:mysql://[u:secret@h1,u:secret@h2]/db",
                "jdbc:mysql://u:secret@h1,u:secret@h2/db",
                "jdbc:mysql://u:se@secret@h/db",
                "jdbc:mysql://u:a/secret@h/db",
                "jdbc:postgresql://host:secret/db",
                "jdbc:oracle:thin:scott/secret",
                "jdbc:oracle:thin:@(DESCRIPTION=(PASSWORD=secret))",
                "jdbc:db2://h:1/db:user=u;password=secret;",
                "jdbc:db2://h:1/db:user=u,password=secret",
                "jdbc:sqlite:a.db#secret",
                "JDBC:mysql://u:secret@h/db",
                "jdbc:mysql://u:secret",
                "user=u password=secret"
            })
    void aPasswordIsNeverShown(String url) {
        assertThat(CascadeUrl.shown(url)).doesNotContain("secret");
    }

    @Test
    void theHostIsShown() {
        assertThat(CascadeUrl.shown("jdbc:postgresql://u:p@host/db?a=b")).isEqualTo("jdbc:postgresql:…@host/db");
        for (String plain : List.of(
                "jdbc:sqlite::memory:", "jdbc:sqlite:shop.db", "jdbc:sqlite:/tmp/a b/größe-1.db", "jdbc:sqlite:C:\\shop.db",
                "jdbc:sqlite:file:shop.db", "jdbc:postgresql:shop", "jdbc:postgresql://h1:1,h2/shop", "jdbc:mysql://[::1]:3306/shop",
                "jdbc:postgresql:///shop", "jdbc:mysql:loadbalance://h1,h2/shop", "jdbc:otel:postgresql://h/shop")) {
            assertThat(CascadeUrl.shown(plain)).isEqualTo(plain);
            assertThat(CascadeUrl.shown(plain + "?user=u&password=p")).isEqualTo(plain);
        }
    }
}
