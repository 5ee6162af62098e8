"""Writes the workbooks of the corpus: a list of them as JSON on standard input, cells as they are said."""
import datetime
import json
import sys

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904


def put(cell, said, face):
    if said is None:
        return
    if isinstance(said, dict) and "day" in said:
        cell.value = datetime.datetime.fromisoformat(said["day"])
        cell.number_format = said.get("shown", "dd/mm/yyyy")
    elif isinstance(said, dict):
        cell.value = said["formula"]
    elif isinstance(said, str):
        cell.value = said
        cell.data_type = "s"
    else:
        cell.value = int(said) if float(said).is_integer() else said
    if face:
        cell.font = Font(name=face)


for said in json.load(sys.stdin):
    book = openpyxl.Workbook()
    book.remove(book.active)
    if said["mac"]:
        book.epoch = CALENDAR_MAC_1904
    for part in said["sheets"]:
        sheet = book.create_sheet(part["name"])
        for r, row in enumerate(part["rows"], 1):
            for c, cell in enumerate(row, 1):
                put(sheet.cell(r, c), cell, part["faces"].get(str(c - 1)))
        for top, left, bottom, right in part["merges"]:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        for row in part["hidden_rows"]:
            sheet.row_dimensions[row + 1].hidden = True
        for column in part["hidden_columns"]:
            sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
        if part["hidden"]:
            sheet.sheet_state = "hidden"
    book.save(said["path"])
