package org.cascadejdbc.it.support;

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

/** A real MySQL or MariaDB server with its data below {@code target}, run by {@code database-server.sh} until this JVM ends. */
public final class DatabaseServer {
    private static final String SCRIPT = "integration-tests/database-server.sh";

    private final String product;
    private final String name;
    private final String url;

    /**
     * @param product as the script calls it: mysql, mariadb-11.8
     * @param name of its directory
     * @param url its JDBC URL without a database, with %s for host and port
     */
    DatabaseServer(String product, String name, String url) {
        this.product = product;
        this.name = name;
        this.url = url;
    }

    /** Starts it and returns its JDBC URL. */
    public String start(String arguments) {
        Path directory = directory();
        if (new File(directory.toString(), "data").exists()) {
            stop(); // left behind by a run that was killed
        }
        int port = freePort();
        // nothing here must survive a crash of the machine
        String fast = "--innodb-flush-method=nosync --innodb-doublewrite=OFF ";
        String output = run(fast + arguments, "start", directory.toString(), Integer.toString(port));
        if (!output.contains("running")) {
            throw new IllegalStateException(output);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        return String.format(url, "127.0.0.1:" + port);
    }

    /** Ends it before this JVM does. */
    public void stop() {
        run("", "stop", directory().toString());
    }

    /** Where it has its data: two JVMs may run tests at the same time. */
    public Path directory() {
        return Path.of("target", product, System.getProperty("jvm", "jvm"), name).toAbsolutePath();
    }

    /** Ends it as a crash does, without a word; {@link #start} starts it again with what is on its disk. */
    public void crash() {
        try {
            long pid = Long.parseLong(Files.readString(directory().resolve("server.pid")).strip());
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
    private String run(String arguments, String... command) {
        List<String> line = new ArrayList<>(List.of("bash", SCRIPT, product));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("SERVER_ARGS", arguments);
        builder.environment().put("SERVER_OWNER", Long.toString(ProcessHandle.current().pid()));
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
