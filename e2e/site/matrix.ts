import '../matrix/page/matrix.ts';
