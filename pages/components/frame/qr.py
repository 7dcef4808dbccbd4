"""Pictures that a phone camera reads."""

from io import BytesIO

import segno
import streamlit as st


@st.cache_data(max_entries=64, show_spinner=False)
def qr_code(link: str) -> str | None:
    """The link as a picture (SVG); None where it is too long for one."""
    try:
        code = segno.make(link, micro=False, error="l", boost_error=True)
    except segno.DataOverflowError:
        return None
    buffer = BytesIO()
    code.save(buffer, kind="svg", scale=4, border=4, light="#fff", xmldecl=False)
    return buffer.getvalue().decode()
