"""Names for the people of the county, as many-sided as a British county is. Put together by chance; nobody's."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from random import Random
from typing import Final

_FIRST: Final = """
Aaliyah Abena Adam Agnieszka Aidan Aisha Alasdair Alice Alun Amara Amelia Amina Anjali Anna Anwar Arjun Ashok
Ava Ayesha Barbara Ben Beth Bilal Bronwen Bukola Caitlin Callum Carmen Caroline Catrin Charlotte Chidi Chloe
Ciara Claire Connor Craig Daisy Daniel David Dawn Deepa Denise Dilys Donna Dylan Eilidh Elaine Eleri Emeka Emily
Emma Esther Ewan Faith Fatima Felix Finlay Fiona Frances Gareth Gemma George Grace Hannah Harpreet Harry Hassan
Helen Huda Ian Ibrahim Imani Imran Iris Isla Ivy Jack Jamal James Janet Jasmine Jaya Jennifer Joanne Joel Jordan
Joseph Joy Karen Karolina Kate Katarzyna Kayleigh Kelechi Keith Kiran Kofi Laura Leanne Lewis Lorraine Lucy
Maisie Malik Marcin Maria Mark Mary Matilda Megan Mei Meera Michael Mohammed Molly Morag Nadia Naomi Natalie
Neil Ngozi Nia Niamh Nikhil Nora Oliver Olivia Omar Oscar Owen Parveen Patrick Paul Pauline Peter Poppy Priya
Rachel Rajesh Rebecca Rhys Robert Rosa Roshni Ruby Ruth Ryan Sadia Saira Samuel Sandra Sarah Sean Sian Simon
Sofia Sonia Stella Stephen Sunil Susan Suzanne Tariq Temi Theo Thomas Tracey Uzma Victoria Wei William Winston
Yasmin Yvonne Zahra Zainab Zoe Zofia
"""
_LAST: Final = """
Abbott Achebe Adeyemi Agarwal Ahmed Akhtar Ali Allen Amadi Anderson Appiah Archer Asante Ashworth Bailey Baker
Banerjee Barker Begum Bell Bennett Bhatt Black Boateng Booth Brennan Briggs Brown Burton Byrne Campbell Carter
Chan Chapman Chaudhry Choudhury Clarke Cole Coleman Collins Cooper Cox Crawford Dale Davies Dawson Dhillon Dixon
Doyle Duffy Edwards Ellis Evans Farah Farrell Fernandes Fisher Fletcher Forde Foster Fraser Gallagher Gibson
Gill Goddard Gordon Graham Grant Gray Green Griffiths Gupta Hall Hamilton Harding Harper Harris Hassan Henry
Hill Holmes Hooper Hughes Hussain Ibrahim Iqbal Jackson James Jankowski Jenkins Johnson Jones Joseph Kapoor Kaur
Kelly Kennedy Khan King Knight Kowalska Kumar Lamb Lawson Lee Lewis Lloyd MacDonald Mahmood Malik Marsh Marshall
Mason McCarthy McKenzie Mensah Mills Mistry Mitchell Moore Morgan Morris Murphy Nair Nash Ndlovu Nolan Nowak
Nwosu O’Brien O’Connor O’Neill Obi Odell Okafor Okonkwo Osei Owen Palmer Parker Parry Patel Patterson Pearce
Perera Perry Phillips Pillai Porter Powell Price Quinn Rahman Rana Rao Reed Rees Reid Reynolds Richards Robinson
Rogers Rose Rowe Ryan Sandhu Saunders Scott Shah Sharma Shaw Sheikh Siddiqui Simpson Singh Smith Stewart Stone
Sullivan Szymanski Taylor Thomas Thompson Turner Uddin Vaughan Wade Walker Walsh Ward Watson Webb Williams
Wilson Wood Woźniak Wright Yates Young Zaman Zielińska
"""
FIRST: Final = tuple(_FIRST.split())
LAST: Final = tuple(_LAST.split())
_PLAIN: Final = str.maketrans({"’": "", "ł": "l", "Ł": "L", " ": "-"})


def all_names(random: Random) -> Iterator[str]:
    """Every name there is, each once, in an order of chance."""
    total = len(FIRST) * len(LAST)
    for place in random.sample(range(total), total):  # nosec B311
        yield f"{FIRST[place // len(LAST)]} {LAST[place % len(LAST)]}"


def address_of(name: str, domain: str) -> str:
    """The address of somebody at work, in plain letters."""
    first, _, last = name.partition(" ")
    folded = unicodedata.normalize("NFKD", f"{first}.{last}".translate(_PLAIN)).encode("ascii", "ignore").decode()
    return f"{folded.lower()}@{domain}"
