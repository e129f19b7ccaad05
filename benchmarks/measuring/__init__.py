"""What every benchmark needs: problems, contestants, the machine, and how times are taken and told."""
