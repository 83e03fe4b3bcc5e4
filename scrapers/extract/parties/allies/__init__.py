"""What is told of the partners that an applicant is to bring."""
