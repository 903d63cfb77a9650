"""Reading the public registers of councils, NHS bodies, police forces and schools; pure, no database."""
