"""What the sources share: strict records, structured values, paging, places. No source is here."""
