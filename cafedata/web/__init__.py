"""What pages share. Only this room, ``pages/`` and ``dashboard.py`` know of Streamlit."""
