package io.telecomcrm.tickets;

import io.telecomcrm.web.Upload;

/** An upload that is what its name says and may be kept, under a name and a type of ours. */
record AcceptedFile(String name, String mediaType, Upload upload) {}
