"""What people look at to judge pictures: sheets, goldens, previews."""
