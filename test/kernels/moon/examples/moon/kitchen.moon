moon
thread lamp
thread cook priority 1
thread cat priority 2
cook asks lamp for light
cat asks cook for food
