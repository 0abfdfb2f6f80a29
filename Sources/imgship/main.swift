print("imgship")
