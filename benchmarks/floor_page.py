"""The page that the app is measured against: 4 sliders, 2 charts, 1 table and a model of one line."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

YEARS = list(range(2022, 2040))

st.title("Floor")
cost = st.slider("Cost", 0.0, 100.0, 80.0, 1.0)
benefit = st.slider("Benefit", 0.0, 100.0, 50.0, 1.0)
growth = st.slider("Growth", 0.0, 0.1, 0.02, 0.01)
rate = st.slider("Rate", 0.0, 0.1, 0.04, 0.01)
flows = [(benefit - cost) * (1 + growth) ** year / (1 + rate) ** year for year in range(len(YEARS))]
st.markdown(f"NPV: {sum(flows):.1f}")
st.plotly_chart(go.Figure(go.Bar(x=YEARS, y=flows)), key="flows")
st.plotly_chart(go.Figure(go.Scatter(x=YEARS, y=[sum(flows[: n + 1]) for n in range(len(flows))])), key="cumulated")
st.table(pd.DataFrame({"year": YEARS, "flow": flows}))
