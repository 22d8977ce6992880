import { Command } from 'commander';
import { corridorCommand } from './cli/corridor.ts';

const program = new Command('amparo').description('Protection system for children on the move');
program.addCommand(corridorCommand());
await program.parseAsync();
