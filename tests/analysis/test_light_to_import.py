"""Importing the analysis must stay fast: heavy packages load where they are used."""

from __future__ import annotations

import subprocess
import sys

MODULES = (
    "agreement agreement_many agreement_scores chart_choice control_chart false_alarms funnel "
    "plot_the_dots run_rules survival"
)


def test_charts_funnels_survival_and_agreement_import_numpy_alone() -> None:
    program = (
        "import importlib, sys\n"
        f"for name in '{MODULES}'.split(): importlib.import_module('dashboard.analysis.' + name)\n"
        "heavy = {'scipy', 'statsmodels', 'pandas', 'duckdb', 'streamlit', 'plotly'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert found.stdout.strip() == "[]", found.stderr
