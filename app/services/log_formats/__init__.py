"""The log as files: JSON Lines and CSV that verify themselves, a workbook for reading."""
