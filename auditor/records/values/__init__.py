"""records/values"""
