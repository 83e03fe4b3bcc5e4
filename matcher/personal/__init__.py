"""What is held of the people who use Puente: showing it, correcting it, letting go of it."""
