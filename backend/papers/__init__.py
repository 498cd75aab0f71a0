"""Room papers: sealed copies (加注件), PDFs of a certificate for one purpose and recipient, that anybody can check."""
