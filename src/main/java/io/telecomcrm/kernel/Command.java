package io.telecomcrm.kernel;

/**
 * Work that is asked for on the command line, {@code java -jar telecom-crm.jar --option=value}. The product then does
 * just that, without serving anybody, and stops.
 */
public interface Command {

    /** The option's name, without the dashes; also listed in {@code TelecomCrm}. */
    String option();

    /**
     * Does the work and tells about it on standard output.
     *
     * @param value what stands behind the equals sign, empty without one
     * @return the exit code of the process, 0 when all went well
     */
    int run(String value) throws Exception;
}
