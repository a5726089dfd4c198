package org.cascadejdbc.it;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real MySQL server with its data below {@code target}, run by {@code mysql-server.sh} until this JVM ends. */
final class MySqlServer {
    private static final String SCRIPT = "integration-tests/mysql-server.sh";

    private MySqlServer() {}

    /** Starts a server and returns its JDBC URL without a database. */
    static String start(String name, String arguments) {
        Path directory = directory(name);
        if (new File(directory.toString(), "data").exists()) {
            run("", "stop", directory.toString()); // left behind by a run that was killed
        }
        int port = freePort();
        // nothing here must survive a crash of the machine
        String fast = "--innodb-flush-method=nosync --innodb-doublewrite=OFF ";
        String output = run(fast + arguments, "start", directory.toString(), Integer.toString(port));
        if (!output.contains("running")) {
            throw new IllegalStateException(output);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run("", "stop", directory.toString())));
        return "jdbc:mysql://127.0.0.1:" + port + "/?user=root&sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    /** Ends it before this JVM does. */
    static void stop(String name) {
        run("", "stop", directory(name).toString());
    }

    /** Where it has its data: two JVMs may run tests at the same time. */
    static Path directory(String name) {
        return Path.of("target", "mysql", System.getProperty("jvm", "jvm"), name).toAbsolutePath();
    }

    /** Ends it as a crash does, without a word; {@link #start} starts it again with what is on its disk. */
    static void crash(String name) {
        try {
            long pid = Long.parseLong(Files.readString(directory(name).resolve("mysqld.pid")).strip());
            ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
            server.destroyForcibly();
            server.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the script, shows what it says on the way (a download takes a while), and returns all of it. */
    private static String run(String arguments, String... command) {
        List<String> line = new ArrayList<>(List.of("bash", SCRIPT));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("MYSQL_ARGS", arguments);
        builder.environment().put("MYSQL_OWNER", Long.toString(ProcessHandle.current().pid()));
        StringBuilder output = new StringBuilder();
        try {
            Process process = builder.start();
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                    System.out.println(text);
                    output.append(text).append('\n');
                }
            }
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IllegalStateException(String.join(" ", line) + " failed with " + exit + ":\n" + output);
            }
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", line), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return output.toString();
    }
}
