"""What serves those who make templates: a specimen, and what a ministry's Word file gives."""
