package org.cascadejdbc.it.property.wide;

import static org.cascadejdbc.it.property.wide.WideSetting.url;
import static org.cascadejdbc.it.property.wide.WideSetting.variable;

import java.util.ArrayList;
import java.util.List;

/** What a session on MariaDB, and its driver, may be set to; all that is here in 10.11, too. */
final class WideMariaDbSettings {
    private static final List<String> OF_THE_DRIVER = List.of(
            "useServerPrepStmts=true", "useServerPrepStmts=true&useBulkStmts=true", "useBulkStmts=true",
            "rewriteBatchedStatements=true", "allowMultiQueries=true", "useAffectedRows=true", "cachePrepStmts=false",
            "useServerPrepStmts=true&prepStmtCacheSize=1", "defaultFetchSize=1", "useCatalogTerm=SCHEMA", "disablePipeline=true",
            "tinyInt1isBit=false&yearIsDateType=false", "jdbcCompliantTruncation=false", "sessionVariables=sql_mode='ANSI_QUOTES'",
            "sessionVariables=sql_mode=ORACLE", "connectionTimeZone=+09:00&forceConnectionTimeZoneToSession=true",
            "connectionCollation=utf8mb4_bin", "dumpQueriesOnException=true", "useLocalSessionState=true",
            "returnMultiValuesGeneratedIds=true", "readOnlyPropagatesToServer=false", "transactionIsolation=SERIALIZABLE",
            "useMysqlMetadata=true", "nullDatabaseMeansCurrent=true", "uuidAsString=true", "useCompression=true",
            "autocommit=false", "transactionReplay=true", "useReadAheadInput=true", "blankTableNameMeta=true",
            "useResetConnection=true", "allowLocalInfile=false", "pureLocalDateTime=true");

    private static final List<String> MODES = List.of(
            "ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "PAD_CHAR_TO_FULL_LENGTH", "ANSI", "TRADITIONAL", "ORACLE", "MSSQL", "POSTGRESQL",
            "DB2", "MAXDB", "MYSQL40", "EMPTY_STRING_IS_NULL", "SIMULTANEOUS_ASSIGNMENT", "TIME_ROUND_FRACTIONAL",
            "STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE", "PIPES_AS_CONCAT,IGNORE_SPACE", "REAL_AS_FLOAT",
            "ALLOW_INVALID_DATES", "ONLY_FULL_GROUP_BY", "", "NO_UNSIGNED_SUBTRACTION,HIGH_NOT_PRECEDENCE",
            "ERROR_FOR_DIVISION_BY_ZERO", "NO_AUTO_VALUE_ON_ZERO,NO_DIR_IN_CREATE", "NO_ENGINE_SUBSTITUTION");

    private static final List<String> SWITCHES = List.of(
            "derived_merge=off,semijoin=off,materialization=off", "in_to_exists=off,materialization=on", "subquery_cache=off",
            "split_materialized=off,condition_pushdown_for_derived=off", "mrr=on,join_cache_bka=on", "rowid_filter=off",
            "not_null_range_scan=on", "exists_to_in=off", "extended_keys=off", "table_elimination=off", "firstmatch=off,loosescan=off");

    private static final List<String> VARIABLES = List.of(
            "time_zone='Wide/Berlin'", "time_zone='+05:30'", "completion_type=CHAIN", "completion_type='RELEASE'",
            "sql_big_selects=0", "max_join_size=40", "sql_safe_updates=1", "sql_select_limit=1",
            "default_tmp_storage_engine=MyISAM", "default_tmp_storage_engine=MEMORY", "default_tmp_storage_engine=Aria",
            "default_storage_engine=MyISAM", "default_storage_engine=Aria", "enforce_storage_engine=InnoDB",
            "unique_checks=0", "sql_auto_is_null=1", "group_concat_max_len=4",
            "div_precision_increment=0", "max_recursive_iterations=1", "max_recursive_iterations=0", "standard_compliant_cte=0",
            "max_sort_length=64", "collation_connection='utf8mb4_bin'", "collation_connection='utf8mb4_uca1400_nopad_as_cs'",
            "collation_connection='utf8mb4_uca1400_turkish_ai_ci'", "character_set_results=NULL",
            "character_set_connection='latin1'", "explicit_defaults_for_timestamp=0",
            "lc_time_names='de_DE'", "eq_range_index_dive_limit=1", "optimizer_max_sel_arg_weight=0", "big_tables=1",
            "innodb_strict_mode=0", "innodb_lock_wait_timeout=2", "innodb_snapshot_isolation=0", "innodb_snapshot_isolation=1",
            "max_statement_time=60", "idle_transaction_timeout=60", "sql_buffer_result=1", "sql_log_off=1", "sql_log_bin=0",
            "sql_quote_show_create=0", "sql_if_exists=1", "sql_warnings=1", "max_error_count=0", "sql_notes=0",
            "default_week_format=3", "timestamp=1729990800", "insert_id=5", "identity=7", "last_insert_id=7", "rand_seed1=1",
            "optimizer_prune_level=0", "optimizer_search_depth=1", "optimizer_use_condition_selectivity=1", "use_stat_tables=never",
            "join_cache_level=8", "join_cache_level=0", "join_buffer_size=128", "in_predicate_conversion_threshold=2",
            "expensive_subquery_limit=0", "tmp_table_size=1024", "tmp_memory_table_size=0", "max_heap_table_size=16384",
            "session_track_schema=0", "session_track_transaction_info='CHARACTERISTICS'", "session_track_system_variables=''",
            "updatable_views_with_limit=0", "check_constraint_checks=0", "system_versioning_asof='2001-01-01 00:00:00'",
            "transaction_alloc_block_size=1024", "old_mode=''", "old_mode='ZERO_DATE_TIME_CAST'", "profiling=1", "binlog_format=ROW",
            "tx_read_only=1", "low_priority_updates=1",
            "auto_increment_increment=3", "alter_algorithm='INSTANT'", "max_sp_recursion_depth=255", "old_passwords=1",
            "query_prealloc_size=1024", "progress_report_time=0", "default_regex_flags='EXTENDED'", "lock_wait_timeout=5");

    static final List<WideSetting> ALL = all();

    private WideMariaDbSettings() {}

    private static List<WideSetting> all() {
        List<WideSetting> settings = new ArrayList<>();
        OF_THE_DRIVER.forEach(parameter -> settings.add(url(parameter)));
        settings.add(WideSetting.of("SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin", "SELECT @@collation_connection"));
        for (String level : List.of("SERIALIZABLE", "READ COMMITTED", "READ UNCOMMITTED")) {
            settings.add(WideSetting.of("SET SESSION TRANSACTION ISOLATION LEVEL " + level, "SELECT @@tx_isolation"));
        }
        MODES.forEach(mode -> settings.add(variable("sql_mode", "'" + mode + "'")));
        SWITCHES.forEach(change -> settings.add(variable("optimizer_switch", "'" + change + "'")));
        VARIABLES.forEach(each -> {
            int equals = each.indexOf('=');
            settings.add(variable(each.substring(0, equals), each.substring(equals + 1)));
        });
        return List.copyOf(settings);
    }
}
