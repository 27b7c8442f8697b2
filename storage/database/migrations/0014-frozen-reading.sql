-- What was read of a document is frozen with its publication: reading it anew changes nothing the public sees.
update publications set content = publications.content || jsonb_build_object('reading', documents.reading)
from documents where documents.id = publications.document_id;
