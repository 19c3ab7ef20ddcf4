"""Views: functions from the records of one edition to the blocks of one table, list or chart."""
