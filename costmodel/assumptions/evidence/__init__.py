"""What has been paid: the tables that replace a part of the model where they have a row."""
