"""Words by which titles and organisations are told apart in headers."""

import re

TITLE = re.compile(
    r"engineer|developer|manager|analyst|designer|consultant|director|lead\b|head of|officer|chief"
    r"|assistant|intern\b|trainee|teacher|nurse|architect|scientist|researcher|specialist|recruiter"
    r"|coordinator|administrat|executive|representative|technician|associate|founder|author"
    r"|instructor|tutor|lecturer|professor|programmer|accountant|supervisor|worker|clerk|chef|driver"
    r"|editor|writer|volunteer|president|owner|freelance|maintainer|creator|member\b|fellow\b|\b(?:ceo|cto|cfo|coo)\b"
    r"|entwickler|leiter|referent|berater|mitarbeiter|sachbearbeiter|praktikant|werkstudent|fachkraft"
    r"|kaufmann|kauffrau|ingénieur|développeu|responsable|stagiaire|chargée?\b|technicien|vendeu"
    r"|ingenier|desarrollador|gerente|vedoucí|vývojář|inženýr|asistent|učitel|bachelor|master"
    r"|\b(?:b\.?\s?sc?|m\.?\s?sc?|b\.?a|m\.?a|b\.?com|b\.?eng|m\.?eng|ph\.?d|ll\.?[bm])\b|diploma|degree"
    r"|diplom|licence|abitur|mba|certificate|工程师|经理|实习|硕士|学士|博士|主管|开发|研究生|本科",
    re.IGNORECASE,
)
ORGANISATION = re.compile(
    r"\b(?:oy|ab|a/s|s\.?r\.?l|s\.?n\.?c|s\.?a|lda|ltda|a\.s|a\.ş|z o\.o|plc|bv|b\.v|kg|ohg|e\.v)\b"
    r"|universit|universidad|college|school|institut|academy|hospital|\binc\b|ltd|llc|gmbh|\bag\b"
    r"|s\.r\.o|corp\b|company|hochschule|école|lycée|gymnasium|\bbank\b|group\b|labs?\b|stadtwerke"
    r"|klinik|verein|berufskolleg|大学|公司|学院|集团|univ\.|foundation",
    re.IGNORECASE,
)
