package org.cascadejdbc.it.property.wide;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cascadejdbc.it.support.Database;

/**
 * Something that a session is set to before the DELETE, and that is so afterwards.
 *
 * @param url a parameter of the driver's URL, empty for none
 * @param set a statement, empty for none
 * @param show a query that tells it, empty for none
 * @param off whether it turns keys off
 */
record WideSetting(String url, String set, String show, boolean off) {
    static final WideSetting NONE = new WideSetting("", "", "", false);
    /** In which MySQL takes more characters for blanks; MariaDB's driver has UTF-8 alone. */
    static final WideSetting LATIN1 = new WideSetting("characterEncoding=ISO-8859-1", "", "", false);

    static WideSetting of(String set, String show) {
        return new WideSetting("", set, show, false);
    }

    static WideSetting url(String url) {
        return new WideSetting(url, "", "", false);
    }

    static WideSetting variable(String name, String value) {
        return of("SET SESSION " + name + " = " + value, "SELECT @@SESSION." + name);
    }

    private static WideSetting parameter(String name, String value) {
        return of("SET " + name + " = " + value, "SHOW " + name);
    }

    private static WideSetting pragma(String name, String value) {
        return of("PRAGMA " + name + " = " + value, "PRAGMA " + name);
    }

    /** A line for each. */
    static List<WideSetting> all(Database database) {
        return switch (database) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL, MYSQL_OFF -> MYSQL;
            case MARIADB -> WideMariaDbSettings.ALL;
            case SQLITE -> SQLITE;
            case H2, H2_POSTGRESQL, H2_MYSQL -> H2;
            case HSQLDB -> HSQLDB;
        };
    }

    /** Switches that turn keys off. */
    static List<WideSetting> off(Database database) {
        return switch (database) {
            case POSTGRESQL -> List.of(NONE,
                    new WideSetting("", "SET session_replication_role = replica", "SHOW session_replication_role",
                    true),
                    new WideSetting("options=-c%20session_replication_role=replica", "",
                    "SHOW session_replication_role",
                            true));
            case MYSQL, MYSQL_OFF, MARIADB -> List.of(NONE,
                    new WideSetting("", "SET foreign_key_checks = 0", "SELECT @@foreign_key_checks", true),
                    new WideSetting("sessionVariables=foreign_key_checks=0", "", "SELECT @@foreign_key_checks", true));
            case SQLITE, H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> List.of(NONE);
        };
    }

    private static final List<WideSetting> POSTGRESQL = postgresql();
    private static final List<WideSetting> MYSQL = mysql();
    private static final List<WideSetting> SQLITE = sqlite();
    private static final List<WideSetting> H2 = Stream.of("SET TIME ZONE 'Europe/Berlin'", "SET LAZY_QUERY_EXECUTION TRUE",
                    "SET LOCK_TIMEOUT 5000", "SET QUERY_TIMEOUT 60000", "SET VARIABLE_BINARY FALSE", "SET THROTTLE 0",
                    "SET SCHEMA_SEARCH_PATH @other, @own", "SET @x = 5", "SET TRUNCATE_LARGE_LENGTH FALSE",
                    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
                    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            .map(set -> of(set, ""))
            .toList();
    private static final List<WideSetting> HSQLDB = Stream.of("SET TIME ZONE INTERVAL '5:30' HOUR TO MINUTE", "SET TIME ZONE LOCAL",
                    "SET SESSION RESULT MEMORY ROWS 10", "SET IGNORECASE TRUE", "SET MAXROWS 1",
                    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                    "SET DATABASE TRANSACTION ROLLBACK ON CONFLICT FALSE")
            .map(set -> of(set, ""))
            .toList();

    private static List<WideSetting> postgresql() {
        List<WideSetting> settings = new ArrayList<>(List.of(
                of("SET search_path = wide_hostile, @own, pg_catalog", "SHOW search_path"),
                of("SET search_path = wide_hostile, @own", "SHOW search_path"),
                of("SET search_path = \"$user\", nowhere, @own, @other", "SHOW search_path"),
                url("autosave=always"), url("autosave=conservative"), url("prepareThreshold=1"),
                url("prepareThreshold=0"),
                url("prepareThreshold=-1"), url("preferQueryMode=simple"), url("preferQueryMode=extendedForPrepared"),
                url("preferQueryMode=extendedCacheEverything"), url("defaultRowFetchSize=1"),
                url("stringtype=unspecified"),
                url("reWriteBatchedInserts=true"), url("binaryTransfer=false"),
                url("prepareThreshold=-1&autosave=always"),
                url("cleanupSavepoints=true&autosave=always"), url("readOnlyMode=ignore"),
                url("escapeSyntaxCallMode=call"),
                url("preparedStatementCacheQueries=0"), url("quoteReturningIdentifiers=false"),
                url("options=-c%20search_path=wide_hostile,@schema")));
        for (String each : List
                .of("standard_conforming_strings=off", "DateStyle='ISO, DMY'", "TimeZone='Europe/Berlin'",
                "extra_float_digits=-15", "IntervalStyle=sql_standard", "bytea_output=escape",
                "transform_null_equals=on",
                "array_nulls=off", "quote_all_identifiers=on", "row_security=off", "enable_seqscan=off",
                "enable_hashjoin=off", "enable_nestloop=off", "enable_material=off",
                "plan_cache_mode=force_generic_plan",
                "plan_cache_mode=force_custom_plan", "default_transaction_isolation='serializable'",
                "default_transaction_isolation='repeatable read'", "constraint_exclusion=on", "work_mem='64kB'",
                "jit=off",
                "from_collapse_limit=1", "join_collapse_limit=1", "cursor_tuple_fraction=0", "geqo_threshold=2",
                "check_function_bodies=off", "xmloption=document", "lc_monetary='C'", "backslash_quote=off",
                "escape_string_warning=off", "client_min_messages=error", "synchronous_commit=off",
                "enable_partition_pruning=off", "debug_parallel_query=on", "default_transaction_deferrable=on",
                "exit_on_error=off", "transaction_timeout=60000", "lock_timeout=5000")) {
            int equals = each.indexOf('=');
            settings.add(parameter(each.substring(0, equals), each.substring(equals + 1)));
        }
        return List.copyOf(settings);
    }

    private static List<WideSetting> mysql() {
        List<WideSetting> settings = new ArrayList<>(List.of(
                url("characterEncoding=ISO-8859-1"), url("characterEncoding=Cp1252"),
                url("connectionCollation=utf8mb4_bin"),
                url("useServerPrepStmts=true"), url("rewriteBatchedStatements=true"), url("allowMultiQueries=true"),
                url("useAffectedRows=true"), url("useCursorFetch=true&defaultFetchSize=1"), url("cachePrepStmts=true"),
                url("databaseTerm=SCHEMA"), url("emulateLocators=true"), url("noAccessToProcedureBodies=true"),
                url("useLocalSessionState=true"), url("useLocalTransactionState=true"), url("elideSetAutoCommits=true"),
                url("jdbcCompliantTruncation=false"), url("continueBatchOnError=false"),
                url("dontTrackOpenResources=true"),
                url("cacheServerConfiguration=true"), url("tinyInt1isBit=false&yearIsDateType=false"),
                url("zeroDateTimeBehavior=EXCEPTION"),
                url("connectionTimeZone=%2B09:00&forceConnectionTimeZoneToSession=true"),
                url("sessionVariables=sql_mode='ANSI_QUOTES'"), url("treatMysqlDatetimeAsTimestamp=true"),
                of("SET NAMES latin1", "SELECT @@character_set_connection"),
                of("SET NAMES utf8mb4 COLLATE utf8mb4_bin", "SELECT @@collation_connection"),
                of("SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE", "SELECT @@transaction_isolation"),
                of("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED", "SELECT @@transaction_isolation"),
                of("SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED", "SELECT @@transaction_isolation"),
                of("SET optimizer_switch = 'derived_merge=off,semijoin=off,materialization=off'",
                "SELECT @@optimizer_switch"),
                of("SET optimizer_switch = 'subquery_to_derived=on,prefer_ordering_index=off'",
                "SELECT @@optimizer_switch")));
        for (String mode : List
                .of("ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "PAD_CHAR_TO_FULL_LENGTH", "ANSI", "TRADITIONAL",
                "STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE", "PIPES_AS_CONCAT,IGNORE_SPACE", "REAL_AS_FLOAT",
                "ALLOW_INVALID_DATES", "ONLY_FULL_GROUP_BY", "", "NO_UNSIGNED_SUBTRACTION,HIGH_NOT_PRECEDENCE",
                "TIME_TRUNCATE_FRACTIONAL,ERROR_FOR_DIVISION_BY_ZERO", "NO_AUTO_VALUE_ON_ZERO,NO_DIR_IN_CREATE")) {
            settings.add(variable("sql_mode", "'" + mode + "'"));
        }
        for (String each : List.of("time_zone='Wide/Berlin'", "time_zone='+05:30'", "completion_type=CHAIN",
                "completion_type='RELEASE'", "sql_big_selects=0", "max_join_size=40", "sql_safe_updates=1",
                "sql_select_limit=1", "default_tmp_storage_engine=MyISAM", "default_tmp_storage_engine=MEMORY",
                "unique_checks=0", "sql_auto_is_null=1", "group_concat_max_len=4", "div_precision_increment=0",
                "cte_max_recursion_depth=1", "max_sort_length=4", "sql_require_primary_key=1",
                "collation_connection='utf8mb4_bin'", "collation_connection='utf8mb4_0900_as_cs'",
                "character_set_results=NULL", "character_set_connection='latin1'", "character_set_client='latin1'",
                "explicit_defaults_for_timestamp=0",
                "lc_time_names='de_DE'", "eq_range_index_dive_limit=1", "range_optimizer_max_mem_size=1",
                "big_tables=1",
                "innodb_strict_mode=0", "innodb_lock_wait_timeout=2", "max_execution_time=60000", "sql_buffer_result=1",
                "sql_log_off=1", "sql_quote_show_create=0", "internal_tmp_mem_storage_engine=MEMORY", "sql_warnings=1",
                "old_alter_table=1", "show_create_table_verbosity=1", "max_error_count=0", "sql_notes=0",
                "default_week_format=3", "timestamp=1729990800", "insert_id=5", "identity=7",
                "windowing_use_high_precision=0",
                "optimizer_prune_level=0", "optimizer_search_depth=1", "join_buffer_size=128", "tmp_table_size=65536",
                "session_track_schema=0", "session_track_transaction_info='CHARACTERISTICS'",
                "updatable_views_with_limit=0",
                "print_identified_with_as_hex=1", "information_schema_stats_expiry=0",
                "transaction_alloc_block_size=1024",
                "require_row_format=0", "use_secondary_engine=OFF", "select_into_buffer_size=8192",
                "block_encryption_mode='aes-256-cbc'", "end_markers_in_json=1")) {
            int equals = each.indexOf('=');
            settings.add(variable(each.substring(0, equals), each.substring(equals + 1)));
        }
        return List.copyOf(settings);
    }

    private static List<WideSetting> sqlite() {
        List<WideSetting> settings = new ArrayList<>(List.of(
                url("foreign_keys=true"), url("journal_mode=WAL"), url("journal_mode=MEMORY"),
                url("journal_mode=TRUNCATE"),
                url("transaction_mode=IMMEDIATE"), url("transaction_mode=EXCLUSIVE"),
                url("locking_mode=EXCLUSIVE"), url("read_uncommitted=true"), url("synchronous=FULL"),
                url("busy_timeout=100"),
                url("recursive_triggers=true"), url("case_sensitive_like=true"), url("count_changes=true"),
                url("date_class=TEXT"), url("encoding='UTF-8'"), url("jdbc.get_generated_keys=false"),
                url("defer_foreign_keys=true"),
                of("PRAGMA case_sensitive_like = ON", ""), of("BEGIN IMMEDIATE; COMMIT", "")));
        for (String each : List.of("foreign_keys=ON", "recursive_triggers=ON", "ignore_check_constraints=ON",
                "reverse_unordered_selects=ON", "legacy_alter_table=ON", "automatic_index=OFF", "trusted_schema=OFF",
                "temp_store=MEMORY", "cache_size=1", "read_uncommitted=ON", "cell_size_check=ON",
                "checkpoint_fullfsync=ON",
                "journal_mode=WAL", "journal_mode=PERSIST", "locking_mode=EXCLUSIVE", "secure_delete=ON",
                "full_column_names=ON", "short_column_names=OFF", "empty_result_callbacks=ON", "count_changes=ON",
                "analysis_limit=1", "cache_spill=OFF", "hard_heap_limit=0", "threads=2", "writable_schema=ON",
                "busy_timeout=50")) {
            int equals = each.indexOf('=');
            settings.add(pragma(each.substring(0, equals), each.substring(equals + 1)));
        }
        return List.copyOf(settings);
    }
}
