"""The methods and checklists of an analysis as a file: Markdown, or a Word document."""
